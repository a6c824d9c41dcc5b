@NullMarked
package pizzashop.platform.mail;

import org.jspecify.annotations.NullMarked;
