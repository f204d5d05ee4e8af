/**
 * One exchange with a server that may be hostile: bounded in time and bytes as a whole, kept from addresses that are
 * denied, and ending in an answer or in a fault that has a name. The only package that knows the HTTP client.
 */
package io.jenkins.plugins.promotion.engine.net;
