import { forgetAccounts } from '../../../nodes/shared/http/account';

// Each test has a server of its own state, and would meet what the test before had learnt of it.
beforeEach(forgetAccounts);
