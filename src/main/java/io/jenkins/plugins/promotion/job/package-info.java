/** The release history of an application, on the page of its job or multibranch project. */
package io.jenkins.plugins.promotion.job;
