@NullMarked
package pizzashop.order.web;

import org.jspecify.annotations.NullMarked;
