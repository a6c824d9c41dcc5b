/** What was mailed, over HTTP: as JSON, live, and as the customer sees it. */
@NullMarked
package pizzashop.notification.web;

import org.jspecify.annotations.NullMarked;
