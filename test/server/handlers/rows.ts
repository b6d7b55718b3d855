/** How purchases and transactions look in the responses; made only for the page that is asked for. */
import type { Purchase, Transaction } from '../purchases';
import { CLIENT_ID } from '../seed';
import type { ConscentState } from '../state';

const CLIENT_NAME = 'Demo Client';

const NO_SECTIONS = {
	partialAccess: false,
	sectionsInclude: [],
	authorsInclude: [],
	sectionsExclude: [],
	authorsExclude: [],
	tagsInclude: [],
	tagsExclude: [],
};

const DIGITAL = { physical: false, digital: true, adFree: false };

function iso(timeMs: number): string {
	return new Date(timeMs).toISOString();
}

function priceDetails({ price, currency }: Purchase) {
	return { price, currency };
}

function planTitle({ itemId }: Purchase, state: ConscentState): string {
	return state.plans.find(({ _id }) => _id === itemId)?.title ?? itemId;
}

/** Version 2 of the purchased subscriptions. */
export function subscriptionPurchaseRow(purchase: Purchase, state: ConscentState) {
	const user = state.users.get(purchase.userId);
	return {
		purchaseId: purchase.id,
		userId: purchase.userId,
		clientUserId: null,
		userEmail: user?.email ?? null,
		userName: user?.name ?? null,
		...(state.hidesPhonesInVersion2 ? {} : { userPhoneNumber: user?.phone ?? null }),
		billingAddress: user?.billingAddress ?? [],
		status: purchase.status,
		subscriptionId: purchase.itemId,
		tierId: purchase.tierId ?? '',
		price: purchase.price,
		priceDetails: priceDetails(purchase),
		expiryDate: iso(purchase.endMs),
		createdAt: iso(purchase.createdMs),
		updatedAt: iso(purchase.updatedMs),
	};
}

/** Version 1 of the purchased subscriptions, passes and single contents. */
export function purchaseRow(purchase: Purchase, state: ConscentState) {
	const user = state.users.get(purchase.userId);
	const isSubscription = purchase.kind === 'SUBSCRIPTION';
	return {
		manuallyRenewed: false,
		renewSubscription: purchase.renews,
		availedOffers: [],
		promotional: false,
		categories: [],
		freeTrial: false,
		migrated: false,
		clientId: CLIENT_ID,
		clientContentId: isSubscription ? null : purchase.itemId,
		contentId: null,
		buyingPrice: purchase.price,
		price: purchase.price,
		...NO_SECTIONS,
		priceDetails: priceDetails(purchase),
		...(isSubscription ? subscriptionParts(purchase) : {}),
		expiryDate: iso(purchase.endMs),
		createdAt: iso(purchase.createdMs),
		userId: purchase.userId,
		userEmail: user?.email ?? null,
		userPhoneNumber: user?.phone ?? null,
		userName: user?.name ?? null,
		userAddress: user?.address ?? null,
		clientSpecificUserId: null,
	};
}

function subscriptionParts({ itemId, tierId, price }: Purchase) {
	return {
		subscriptionDetails: { inrPrice: price, duration: 1 },
		subscriptionId: itemId,
		tierId,
	};
}

/** All purchases, version 1. */
export function clientPurchaseRow(purchase: Purchase, state: ConscentState) {
	const user = state.users.get(purchase.userId);
	const content = state.contents.get(purchase.itemId);
	return {
		promotional: false,
		_id: purchase.id,
		userAccount: { phoneNumber: user?.phone ?? null, email: user?.email ?? null },
		clientId: { name: CLIENT_NAME },
		contentId: { title: content?.title ?? planTitle(purchase, state), url: content?.url ?? '' },
		buyingPrice: purchase.price,
		price: purchase.price,
		type: purchase.kind,
		createdAt: iso(purchase.createdMs),
	};
}

export function subscriberRow(purchase: Purchase, state: ConscentState) {
	const user = state.users.get(purchase.userId);
	return {
		renewSubscription: purchase.renews,
		freeTrial: false,
		_id: purchase.id,
		userAccount: {
			address: user?.address ?? null,
			name: user?.name ?? null,
			phoneNumber: user?.phone ?? null,
			email: user?.email ?? null,
		},
		buyingPrice: purchase.price,
		price: purchase.price,
		country: purchase.country,
		city: null,
		expiryDate: iso(purchase.endMs),
		priceDetails: priceDetails(purchase),
		subscriptionTitle: planTitle(purchase, state),
		operatingSystem: null,
		device: null,
		subscriptionType: DIGITAL,
		createdAt: iso(purchase.createdMs),
	};
}

export function cancelledRow(purchase: Purchase) {
	return {
		id: purchase.id,
		subscriptionId: purchase.itemId,
		tierId: purchase.tierId ?? '',
		subscriptionDetails: { duration: 1, inrPrice: purchase.price },
		subscriptionType: DIGITAL,
		price: purchase.price,
		priceDetails: priceDetails(purchase),
	};
}

/** A subscription within a user's details, version 1. */
export function userSubscriptionRow(purchase: Purchase, state: ConscentState) {
	return {
		_id: purchase.id,
		client: CLIENT_NAME,
		price: purchase.price,
		purchasedOn: iso(purchase.createdMs),
		subscriptionTitle: planTitle(purchase, state),
		expiryDate: iso(purchase.endMs),
		...NO_SECTIONS,
		subscriptionType: DIGITAL,
		benefits: null,
		status: purchase.status,
		freeTrial: false,
		tierId: purchase.tierId,
		clientId: CLIENT_ID,
		subscriptionDurationInMonths: 1,
		subscriptionPriceInInr: purchase.price,
		allowCancellation: purchase.renews,
		allowRenewal: false,
	};
}

/** A pass or a single content within a user's details, version 1. */
export function userPurchaseRow(purchase: Purchase) {
	return {
		_id: purchase.id,
		client: CLIENT_NAME,
		price: purchase.price,
		gst: 0,
		purchasedOn: iso(purchase.createdMs),
		expiryDate: iso(purchase.endMs),
		freeTrial: false,
		clientId: CLIENT_ID,
	};
}

export function transactionRow(transaction: Transaction, state: ConscentState) {
	const user = state.users.get(transaction.userId);
	return {
		_id: transaction.id,
		createdAt: iso(transaction.createdMs),
		updatedAt: iso(transaction.createdMs),
		userEmail: user?.email ?? null,
		userName: user?.name ?? null,
		userAddress: user?.address ?? null,
		billingAddress: user?.billingAddress[0] ?? null,
		shippingAddress: user?.shippingAddress[0] ?? null,
		userId: transaction.userId,
		clientReferenceId: null,
		transactionRefNumber: `T-${transaction.id.slice(-6)}`,
		orderId: `order_${transaction.id.slice(-6)}`,
		contentId: null,
		refundStatus: null,
		refundDetails: [],
	};
}
