import { Histogram, type Registry } from 'prom-client';
import type { Answered } from '../http/web.ts';

/** Node's parser knows some thirty more; nobody gets to make a series of each. */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Few, since each is a series for each route. A sign-in with its stretching done in the browser is below 50 ms here. */
const BUCKETS_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5];

/**
 * How many requests there were and how long they took, by what is in the sources and never by what was sent: the
 * pattern of the route, the method, the class of the status.
 */
export function requestMetrics(registry: Registry): (answered: Answered) => void {
  const histogram = new Histogram({
    name: 'tacet_http_request_duration_seconds',
    help: 'Requests answered, and how long that took, by pattern of the route.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return ({ route, method, status, milliseconds }) =>
    histogram.observe(
      { route, method: METHODS.includes(method) ? method : 'other', status: `${Math.floor(status / 100)}xx` },
      milliseconds / 1000,
    );
}
