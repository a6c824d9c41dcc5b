package pizzashop.notification.mail;

/** What a mail says, twice: the reader's mail program chooses. */
public record MailBody(String text, String html) {
}
