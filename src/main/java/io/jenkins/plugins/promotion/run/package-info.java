/** What a build has promoted: remembered with the build, shown on its page. */
package io.jenkins.plugins.promotion.run;
