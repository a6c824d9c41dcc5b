/** What the REST interfaces of all services have in common. */
@NullMarked
package pizzashop.messaging.web;

import org.jspecify.annotations.NullMarked;
