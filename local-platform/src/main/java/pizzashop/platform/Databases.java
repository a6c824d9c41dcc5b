package pizzashop.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import pizzashop.platform.process.PlatformException;

/** Creates a database and a role for each service, which owns it and sees no other. */
public final class Databases {

	private Databases() {
	}

	/**
	 * Creates what is missing.
	 * @param url the JDBC address of the server's own database
	 * @param superuser who may create databases and roles
	 * @param password the superuser's
	 * @throws PlatformException when the server refuses
	 */
	public static void create(String url, String superuser, String password) {
		try (Connection connection = DriverManager.getConnection(url, superuser, password)) {
			execute(connection, "REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC");
			for (Service service : Service.values()) {
				create(connection, service.database());
			}
		}
		catch (SQLException ex) {
			throw new PlatformException("Cannot create the databases: " + ex.getMessage(), ex);
		}
	}

	private static void create(Connection connection, String name) throws SQLException {
		if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
			execute(connection, "CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
		}
		if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
			execute(connection, "CREATE DATABASE " + name + " OWNER " + name);
		}
		execute(connection, "REVOKE CONNECT, TEMPORARY ON DATABASE " + name + " FROM PUBLIC");
	}

	private static boolean exists(Connection connection, String query, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setString(1, name);
			return statement.executeQuery().next();
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
