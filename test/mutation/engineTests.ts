/** For the engine tests among the others: what their own project of jest.config.js sets up. */
const { testPath = '' } = expect.getState();

if (/[\\/]test[\\/]engine[\\/]/.test(testPath)) {
	jest.requireActual('../engine/support/setup');
	jest.requireActual('../engine/support/freshAccounts');
}
