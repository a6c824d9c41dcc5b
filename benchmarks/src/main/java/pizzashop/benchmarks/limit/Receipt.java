package pizzashop.benchmarks.limit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.platform.Service;
import pizzashop.platform.process.PlatformException;

/**
 * A receipt as notification-service writes it, so that bare loops handle the same.
 *
 * @param text its plain part
 * @param html its HTML part
 */
public record Receipt(String text, String html) {

	/**
	 * The one that was mailed last.
	 * @throws PlatformException when there is none, or PostgreSQL does not answer
	 */
	public static Receipt mailedBy(LoadedShop shop) {
		try (Connection connection = shop.connect(Service.NOTIFICATION);
				Statement statement = connection.createStatement();
				ResultSet mail = statement.executeQuery(
						"select text_body, html_body from mail where kind = 'RECEIPT' order by sent_at desc limit 1")) {
			if (!mail.next()) {
				throw new PlatformException("No receipt was mailed.");
			}
			return new Receipt(mail.getString(1), mail.getString(2));
		}
		catch (SQLException ex) {
			throw new PlatformException("No receipt can be read: " + ex.getMessage() + ".", ex);
		}
	}

}
