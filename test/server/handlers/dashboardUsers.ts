import type { MockResponse } from '../responses';
import { created, failure, ok } from '../responses';
import type { Call } from '../call';

const EMAIL_TAKEN = 'User with this email already exists';

export function createDashboardUser({ body, state }: Call): MockResponse {
	const email = String(body['email']);
	const isTaken = state.isDashboardEmailTaken(email);
	if (isTaken && state.personality.repeatedCreate !== 'accepted') return failure(409, EMAIL_TAKEN);
	const userId = state.ids.dashboardUser.next();
	state.dashboardUsers.set(userId, {
		userId,
		email,
		role: (body['role'] as string | undefined) ?? null,
		permissions: { ...(body['permissions'] as Record<string, boolean> | undefined) },
		passwordsSet: 1,
	});
	return created({ message: 'User created successfully', userId });
}

export function updateDashboardUser({ params, body, state }: Call): MockResponse {
	const user = state.dashboardUsers.get(params['userId'] ?? '');
	if (!user) return failure(404, 'User not found');
	const { email = user.email, role = user.role } = body as { email?: string; role?: string };
	if (state.isDashboardEmailTaken(email, user.userId)) return failure(409, EMAIL_TAKEN);
	state.dashboardUsers.set(user.userId, {
		...user,
		email,
		role,
		permissions: {
			...user.permissions,
			...(body['permissions'] as Record<string, boolean> | undefined),
		},
		passwordsSet: user.passwordsSet + ('password' in body ? 1 : 0),
	});
	return ok({ message: 'User updated successfully' });
}
