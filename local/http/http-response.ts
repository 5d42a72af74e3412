import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { sendJson } from '../http-server.ts';

const structuredSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/**
 * Sends what a function returned, as API Gateway reads payload format 2.0: with a status code as described by it,
 * without one as JSON with status 200. What cannot be read is an internal server error.
 */
export function sendResult(response: ServerResponse, result: unknown): void {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof result === 'string' ? result : JSON.stringify(result));
    return;
  }
  const parsed = structuredSchema.safeParse(result);
  if (!parsed.success) {
    sendMessage(response, 500, 'Internal Server Error');
    return;
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = parsed.data;
  response.statusCode = statusCode;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (body === '') response.removeHeader('content-type');
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** API Gateway's own answers: `{"message": "…"}`. */
export function sendMessage(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message });
}
