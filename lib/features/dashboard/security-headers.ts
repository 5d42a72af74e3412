import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { globalName } from '../../constructs/global-name.ts';

/**
 * What the browser may do with the dashboard's files: run the scripts that came with them, ask the API and those who
 * sign people in, and nothing else.
 * @param script the page's own script, as {@link startHash} names it
 * @param connect where scripts may connect to besides their own origin
 */
export function securityHeaders(
  scope: Construct,
  id: string,
  script: string,
  connect: readonly string[],
): ResponseHeadersPolicy {
  const contentSecurityPolicy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", script],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    // Text that ends up where a script could be read from is an error, not a script.
    'require-trusted-types-for': ["'script'"],
  };
  const header = (name: string, value: string) => ({ header: name, value, override: true });
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: globalName(scope, 'pages'),
    comment: 'Security headers of the dashboard',
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: Object.entries(contentSecurityPolicy)
          .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
          .join('; '),
        override: true,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        header('cross-origin-opener-policy', 'same-origin'),
        header('cross-origin-resource-policy', 'same-origin'),
        header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'),
      ],
    },
  });
}

/**
 * Headers of what comes from the API by way of the distribution, API Gateway's own answers among them (401 without credentials,
 * 429, errors of the integration). Functions set the same ones, which stay.
 */
export function apiHeaders(scope: Construct, id: string): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: globalName(scope, 'api'),
    comment: 'Security headers of the API',
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        override: false,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: false,
      },
      contentTypeOptions: { override: false },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'cross-origin-resource-policy', value: 'same-origin', override: false }],
    },
  });
}
