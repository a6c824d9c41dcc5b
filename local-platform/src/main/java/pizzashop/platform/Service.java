package pizzashop.platform;

/** The services of the pizza shop. */
public enum Service {

	ORDER("order-service", "orders"),

	KITCHEN("kitchen-service", "kitchen"),

	NOTIFICATION("notification-service", "notifications");

	private final String processName;

	private final String database;

	Service(String processName, String database) {
		this.processName = processName;
		this.database = database;
	}

	/** Also the name of the module, the consumer group and the log. */
	public String processName() {
		return this.processName;
	}

	/**
	 * The name of its database, of the role that owns it, and in this local system of the
	 * role's password.
	 */
	public String database() {
		return this.database;
	}

}
