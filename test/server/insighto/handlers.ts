import type { MockResponse } from '../responses';
import { ok } from '../responses';
import type { OperationHandler } from '../call';
import { failure } from './errors';
import type { InsightoState, User } from './state';
import { EMPTY_USER } from './state';

type Handler = OperationHandler<InsightoState>;

/** What an update cannot change. */
const READ_ONLY = ['id', 'follower_count', 'following_count'];

function envelope(message: string, data: User): MockResponse {
	return ok({ message, meta: {}, data });
}

const getMyData: Handler = ({ state }) => envelope('Got my user data correctly', state.owner);

const updateUser: Handler = ({ params, body, state }) => {
	const user = state.users.get(String(params['user_id']).toLowerCase());
	if (!user) return failure(404, 'User not found');
	const changes = Object.entries(body).filter(([key]) => !READ_ONLY.includes(key));
	const updated = {
		...user,
		...(state.resetsOmitted ? EMPTY_USER : {}),
		...Object.fromEntries(changes),
	};
	state.users.set(user.id, updated);
	return envelope('Data updated successfully', updated);
};

export const HANDLERS: Readonly<Record<string, Handler>> = { getMyData, updateUser };
