import type { IncomingMessage } from 'node:http';
import type { EgressAnswer } from './egress.ts';

/** The whole answer, or an error as soon as it is too long; what is packed is never unpacked (SS-04). */
export async function wholeAnswer(answer: IncomingMessage, bytesMax: number): Promise<EgressAnswer> {
  const { headers, statusCode: status = 0 } = answer;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Error('an encoded body');
  if (Number(headers['content-length'] ?? 0) > bytesMax) throw new Error('too long');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bytesMax) throw new Error('too long');
    chunks.push(bytes);
  }
  const told = Object.entries(headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return { status, headers: Object.fromEntries(told), body: Buffer.concat(chunks, size) };
}
