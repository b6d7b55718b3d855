import type { CalibratedService } from '../service';
import { commerceEngine } from './commerceEngine';
import { conscent } from './conscent';
import { insighto } from './insighto';

/** By the name that `--service` takes. */
export const SERVICES: Readonly<Record<string, CalibratedService>> = {
	conscent,
	insighto,
	'commerce-engine': commerceEngine,
};
