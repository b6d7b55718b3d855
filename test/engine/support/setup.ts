import { mockSleep } from './waits';

mockSleep();
