import { fapiPlan } from './fapi-plan.ts';

fapiPlan('FAPI 2.0 Message Signing (fapi2-message-signing-final-test-plan, JAR and JARM)', { signing: true });
