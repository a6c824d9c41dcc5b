/** What one deploys and how one sets it: manifests and pages that have to be true. */
@NullMarked
package pizzashop.systemtests.deployment;

import org.jspecify.annotations.NullMarked;
