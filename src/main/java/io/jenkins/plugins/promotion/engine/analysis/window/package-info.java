/** A comparison of two whole samples, once: the corrected form of what Kayenta's judge does. */
package io.jenkins.plugins.promotion.engine.analysis.window;
