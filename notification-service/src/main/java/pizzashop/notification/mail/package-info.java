/**
 * Mails: how they are written, sent and recorded, and what it means when one cannot be
 * sent.
 */
@NullMarked
package pizzashop.notification.mail;

import org.jspecify.annotations.NullMarked;
