import type { Caller } from './caller.ts';
import type { Form } from './form.ts';

/** What a protocol endpoint may see of a form POST: no parameter twice, nothing from the query. */
export interface FormRequest {
  readonly form: Form;
  readonly header: (name: 'Authorization' | 'Origin') => string | undefined;
  readonly caller: Caller;
}
