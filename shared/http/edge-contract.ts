/**
 * A header by which functions know a request that came by the dashboard's distribution, of which API Gateway sees nothing but
 * an address of CloudFront. Its value is the variable EDGE_MARK, which nobody outside knows.
 */
export const EDGE_HEADER = 'x-payback-edge';
