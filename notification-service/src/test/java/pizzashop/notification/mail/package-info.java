@NullMarked
package pizzashop.notification.mail;

import org.jspecify.annotations.NullMarked;
