/** Orders and menu over HTTP. */
@NullMarked
package pizzashop.order.web;

import org.jspecify.annotations.NullMarked;
