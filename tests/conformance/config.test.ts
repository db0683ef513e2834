import { verifyDiscovery } from './discovery.ts';
import { openOp } from './op.ts';
import { plan } from './plan.ts';

plan({
  name: 'Config OP (oidcc-config-certification-test-plan)',
  count: 1,
  modules: [{ name: 'oidcc-discovery-endpoint-verification', run: verifyDiscovery }],
  open: () => openOp('query'),
});
