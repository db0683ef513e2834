import { basicPlan } from './basic-plan.ts';

basicPlan('Basic OP (oidcc-basic-certification-test-plan)', 'query');
