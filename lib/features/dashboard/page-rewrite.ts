import {
  Function,
  FunctionCode,
  FunctionEventType,
  type FunctionAssociation,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

// Files have an extension and pages have none. Error pages of the distribution would do the same, but to the API's
// answers too.
const CODE = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
`;

/** Gives the one page of the dashboard for the address of any of its views. */
export function pageRewrite(scope: Construct, id: string): FunctionAssociation {
  const rewrite = new Function(scope, id, {
    comment: 'Any page of the dashboard is index.html',
    code: FunctionCode.fromInline(CODE),
  });
  return { function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST };
}
