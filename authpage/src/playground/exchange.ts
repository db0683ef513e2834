/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly title: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly sent: Readonly<Record<string, string>>;
  readonly status: string;
  readonly received: Readonly<Record<string, unknown>>;
}

interface Request {
  readonly title: string;
  readonly url: string;
  readonly bearer?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** Sends a request and writes it down. What never arrives is written down too. */
export async function send({ title, url, bearer, form }: Request): Promise<Exchange> {
  const method = form ? 'POST' : 'GET';
  const sent = { ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }), ...form };
  try {
    const response = await fetch(url, {
      method,
      headers: bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` },
      ...(form ? { body: new URLSearchParams(form) } : {}),
      credentials: 'omit',
    });
    const text = await response.text();
    const challenge = response.headers.get('WWW-Authenticate');
    return {
      title,
      method,
      url,
      sent,
      status: `${response.status} ${response.statusText}`,
      received: { ...asObject(text), ...(challenge === null ? {} : { 'WWW-Authenticate': challenge }) },
    };
  } catch {
    return { title, method, url, sent, status: 'no answer', received: {} };
  }
}

function asObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return { body: text };
  }
}
