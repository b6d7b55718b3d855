/**
 * Words that the APIs use themselves: the values of choices, and keys of one plain word. They are not hidden, even where
 * one of them is a user's password: `login_methods: ["password"]` does not reveal it. A test compares them with `spec/`.
 */
export const API_WORDS: ReadonlySet<string> = new Set(
	`
ACTIVE, address, addresses, amount, apartment, area, benefits, billing, birthdate, bundles,
business, categories, CHURNED, city, client, code, content, count, country, coupons, currency,
data, DELETED, detail, device, digital, documentation, download, duration, email, error,
errors, export, FEMALE, gender, gst, id, ignite, INACTIVE, journey, landmark, limit, loc, MALE,
message, meta, metadata, micropayments, migrated, msg, name, newsletter, nickname,
notifications, offers, OTHERS, pagination, passes, password, payments, PDF, permissions, phone,
physical, pincode, pixels, PODCAST, postcode, PREMIUM CONTENT, price, promotional, purchases,
quantity, REFUND_INITIATED, REVOKED, role, sections, sms, SONG, state, status, STORY,
subscriptions, success, tags, taxation, tiers, title, transactional, type, url, user,
userdetails, VIDEO, wallet, webhooks, whatsapp
`
		.trim()
		.split(/,\s+/),
);
