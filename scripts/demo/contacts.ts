import type { IDataObject } from 'n8n-workflow';

import { userIdOf } from '../../test/server';

/** A contact as a CRM hands it to n8n. */
export interface Contact extends IDataObject {
	readonly conscentId: string;
	readonly fullName: string;
	readonly mail: string;
	readonly mobile: string;
	readonly house: string;
	readonly city: string;
	readonly zip: string;
}

const PEOPLE = [
	['Asha Rao', 'asha.rao@example.com', '9820011122', '12B', 'Pune', '411001'],
	['Vikram Shah', 'vikram.shah@example.com', '9820011123', '4', 'Mumbai', '400001'],
	['Meera Nair', 'meera.nair@example.com', '9820011124', '7/2', 'Kochi', '682001'],
	['Zoë Müller', 'zoe.mueller@example.com', '9820011125', '21', 'Panaji', '403001'],
	['Arjun Das', 'arjun.das(at)example.com', '9820011126', '9', 'Kolkata', '700001'],
	['Farah Khan', 'farah.khan@example.com', '9820011127', '33', 'Lucknow', '226001'],
	['Kabir Singh', 'kabir.singh@example.com', '9820011128', '5A', 'Amritsar', '143001'],
	['Unknown Reader', 'nobody@example.com', '9820011129', '1', 'Delhi', '110001'],
	['Ishaan Gupta', 'ishaan.gupta@example.com', '9820011130', '18', 'Jaipur', '302001'],
	['Leela Iyer', 'leela.iyer@example.com', '9820011131', '2C', 'Chennai', '600001'],
] as const;

const NOBODYS_ID = 'ffffffffffffffffffffffff';

/** Ten contacts, two of them wrong: one has no email address, one has an ID that Conscent does not know. */
export const CONTACTS: readonly Contact[] = PEOPLE.map(
	([fullName, mail, mobile, house, city, zip], index) => ({
		conscentId: fullName === 'Unknown Reader' ? NOBODYS_ID : userIdOf(index),
		fullName,
		mail,
		mobile,
		house,
		city,
		zip,
	}),
);

export const COLLEAGUES = [
	{
		mail: 'editor@example.com',
		startPassword: 'Morning-Paper-7',
		mayEdit: ['paywallBuilder', 'popUpBuilder'],
	},
	{
		mail: 'sales@example.com',
		startPassword: 'Evening-Paper-8',
		mayEdit: ['subscriptionPlan', 'Checkout'],
	},
] as const;
