import { readListing } from '../../../../nodes/Conscent/listings/listing';

const ROWS = [{ id: 1 }, { id: 2 }];

const read = (body: unknown) => readListing({ status: 200, body }, 'rows');

describe.each(['pagination', 'paginationInfo'])('a page whose response has %s', (name) => {
	it.each([
		[
			{ pageNumber: 1, pageSize: 2, totalPages: 3 },
			{ size: 2, isLast: false },
		],
		[
			{ pageNumber: 3, pageSize: 2, totalPages: 3 },
			{ size: 2, isLast: true },
		],
		[
			{ pageNumber: 4, pageSize: 2, totalPages: 3 },
			{ size: 2, isLast: true },
		],
		// What is not told, or not as a number, is not known.
		[{ pageNumber: 1, pageSize: 2 }, { size: 2 }],
		[{ pageSize: 2, totalPages: 3 }, { size: 2 }],
		[{ pageNumber: 1, totalPages: 1 }, { isLast: true }],
		[{ pageNumber: '3', pageSize: '2', totalPages: 3 }, {}],
		[{ pageNumber: 3, totalPages: '3' }, {}],
		[{}, {}],
	])('%j is read as %j', (info, expected) => {
		expect(read({ rows: ROWS, [name]: info })).toStrictEqual({ rows: ROWS, ...expected });
	});
});

it('pagination counts before paginationInfo, and anything but an object is passed over', () => {
	const info = { pageSize: 2 };
	expect(read({ rows: ROWS, pagination: info, paginationInfo: { pageSize: 5 } })).toStrictEqual({
		rows: ROWS,
		size: 2,
	});
	expect(read({ rows: ROWS, pagination: null, paginationInfo: info })).toStrictEqual({
		rows: ROWS,
		size: 2,
	});
});

it('a page of rows alone says nothing of the others', () => {
	expect(read(ROWS)).toStrictEqual({ rows: ROWS });
	expect(read({ rows: ROWS })).toStrictEqual({ rows: ROWS });
});
