@NullMarked
package pizzashop.kitchen.web;

import org.jspecify.annotations.NullMarked;
