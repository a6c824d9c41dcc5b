package pizzashop.notification.mail;

/** What a mail tells. */
enum MailKind {

	RECEIPT

}
