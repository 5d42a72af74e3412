import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import { readDeployedFiles } from '../../../local/cloudfront/deployed-files.ts';
import { readDistribution } from '../../../local/cloudfront/distribution.ts';
import { createSite } from '../../../local/cloudfront/site.ts';
import { startHttpApi } from '../../../local/http/http-api.ts';
import { close } from '../../../local/http-server.ts';
import { freePort } from '../../../local/ports.ts';
import { smallDeployment } from '../../support/small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const CSP =
  "default-src 'none'; connect-src 'self' https://payback-1.auth.us-east-1.amazoncognito.com/ https://x-files-local.s3.us-east-1.amazonaws.com; base-uri 'none'";
const on = { Override: true };
const off = { Override: false };
const resources = {
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        DefaultCacheBehavior: {
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] } },
          ],
        },
        CacheBehaviors: [{ PathPattern: '/api/*', ResponseHeadersPolicyId: { Ref: 'ApiHeaders' } }],
      },
    },
  },
  Rewrite: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      FunctionCode: `function handler(event) {
        if (!event.request.uri.includes('.')) event.request.uri = '/index.html';
        return event.request;
      }`,
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ...on, ContentSecurityPolicy: CSP },
          ContentTypeOptions: on,
          FrameOptions: { ...on, FrameOption: 'DENY' },
          ReferrerPolicy: { ...on, ReferrerPolicy: 'no-referrer' },
          StrictTransportSecurity: { ...on, AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
        },
        CustomHeadersConfig: { Items: [{ ...on, Header: 'x-own', Value: 'yes' }] },
      },
    },
  },
  ApiHeaders: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ...off, ContentSecurityPolicy: "default-src 'none'" },
          ContentTypeOptions: off,
          ReferrerPolicy: { ...off, ReferrerPolicy: 'no-referrer' },
          StrictTransportSecurity: { ...off, AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
        },
        CustomHeadersConfig: { Items: [{ ...off, Header: 'x-of-api', Value: 'yes' }] },
      },
    },
  },
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Assets: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: ['assets.zip'],
      DestinationBucketKeyPrefix: 'assets',
      SystemMetadata: { 'cache-control': 'immutable' },
    },
  },
  Pages: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: ['pages.zip', 'page.zip'],
      SourceMarkers: [{}, { '<<0>>': { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, '<<1>>': 'a' }],
      SourceMarkersConfig: [{}, { jsonEscape: true }],
      SystemMetadata: { 'cache-control': 'no-cache' },
    },
  },
};
/** The file with what only the deployment knows, with the addresses of here. */
const PAGE = '"http://127.0.0.1:9000","http://127.0.0.1:9001/logout"';
const SCRIPT = `console.log(1);\n`.repeat(100);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let url: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const file = async (name: string, content: string) => {
    await mkdir(path.dirname(path.join(directory.path, name)), { recursive: true });
    await writeFile(path.join(directory.path, name), content);
  };
  await file('assets/app-1.js', SCRIPT);
  await file('pages/favicon.svg', '<svg/>');
  await file('page/index.html', '"<<0>>","https://payback-<<1>>.auth.us-east-1.amazoncognito.com/logout"');
  const assets = new Map(['assets', 'pages', 'page'].map((name) => [name, path.join(directory.path, name)]));
  const deployment = smallDeployment(resources);
  const addresses = { s3Endpoint: 'http://127.0.0.1:4566', issuerUrl: 'http://127.0.0.1:9001' };
  const site = createSite(
    readDistribution(deployment, addresses),
    await readDeployedFiles(deployment, assets, addresses),
  );
  const port = await freePort();
  const lambda = { invoke: () => Promise.reject(new Error('no function')), stop: () => Promise.resolve() };
  server = await startHttpApi([], lambda, { port, site });
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await close(server, 0);
  await directory.remove();
});

async function get(target: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${target}`, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('the files of the dashboard', () => {
  test('are what the bucket deployments copy, with the values of this deployment', async () => {
    expect(await get('/')).toMatchObject({ status: 200, body: PAGE });
    expect(await get('/favicon.svg')).toMatchObject({ body: '<svg/>' });
    const script = await get('/assets/app-1.js');
    expect(script.body).toBe(SCRIPT);
    expect(script.headers.get('content-type')).toBe('text/javascript');
    expect(script.headers.get('cache-control')).toBe('immutable');
  });

  test('stand for every page, by the function of the distribution, but not for missing files or the API', async () => {
    expect(await get('/savings/deep?x=1')).toMatchObject({ status: 200, body: PAGE });
    expect(await get('/assets/gone-2.js')).toMatchObject({ status: 404 });
    expect(await get('/api/v1/nothing')).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test('all have the headers of the policy, and the answers of the API those of its own', async () => {
    const expected = {
      // Buckets are behind another address here.
      'content-security-policy':
        "default-src 'none'; connect-src 'self' http://127.0.0.1:9001/ http://127.0.0.1:4566; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-own': 'yes',
    };
    for (const target of ['/', '/favicon.svg', '/assets/app-1.js', '/assets/gone-2.js']) {
      expect(Object.fromEntries((await get(target)).headers)).toMatchObject(expected);
    }
    const ofApi = Object.fromEntries((await get('/api/v1/nothing')).headers);
    expect(ofApi).toMatchObject({
      'content-security-policy': "default-src 'none'",
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-of-api': 'yes',
    });
    expect(ofApi).not.toHaveProperty('x-own');
    expect(ofApi).not.toHaveProperty('x-frame-options');
  });

  test('are not sent again while they are the same, and compressed where that helps', async () => {
    const first = await get('/assets/app-1.js');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-encoding')).toMatch(/br|gzip/);
    expect(Number(first.headers.get('content-length'))).toBeLessThan(SCRIPT.length);
    const again = await get('/assets/app-1.js', { headers: { 'if-none-match': etag } });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect((await get('/')).headers.get('content-encoding')).toBeNull();
  });

  test('cannot be written', async () => {
    expect(await get('/', { method: 'POST', body: 'x' })).toMatchObject({ status: 403 });
  });
});
