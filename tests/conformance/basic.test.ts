import { basicPlan } from './plan.ts';

basicPlan('Basic OP (oidcc-basic-certification-test-plan)', 'query');
