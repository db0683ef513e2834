import { basicPlan } from './basic-plan.ts';

basicPlan('Form Post OP (oidcc-formpost-basic-certification-test-plan)', 'form_post');
