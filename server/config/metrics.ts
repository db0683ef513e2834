import { listenAddress, settingDocs, wholeNumberWithin } from './setting.ts';

/** Where a server tells how it fares, by their names in the environment. */
export const metricSettings = {
  TACET_METRICS_PORT: wholeNumberWithin([1, 65535]).optional().register(settingDocs, {
    description:
      'Port of `/metrics`, for Prometheus. Not that of PORT: who may call one need not see the other. See [operations.md](operations.md#metrics).',
    example: '9464',
    defaultText: 'none: nothing is measured',
  }),
  TACET_METRICS_HOST: listenAddress().default('127.0.0.1').register(settingDocs, {
    description:
      'Address to listen on for `/metrics`, in both modes. It asks for no password: choose one that only your own network reaches.',
    example: '10.0.0.5',
  }),
};
