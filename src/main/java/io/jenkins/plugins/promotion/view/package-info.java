/** What all pages share: times, states, people and builds as they are shown. Values only; nothing here is persisted. */
package io.jenkins.plugins.promotion.view;
