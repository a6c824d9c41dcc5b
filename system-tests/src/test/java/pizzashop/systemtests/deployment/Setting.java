package pizzashop.systemtests.deployment;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A property of Spring Boot that a service takes.
 *
 * @param type the name of its Java class
 * @param defaultValue null when it has none
 */
record Setting(String name, String type, @Nullable String defaultValue) {

	/** The environment variable that sets it, by the rule of Spring Boot. */
	String variable() {
		return variableOf(this.name);
	}

	static String variableOf(String name) {
		return name.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
	}

	/** Whether an environment variable sets it, or an entry of it. */
	boolean isSetBy(String environmentVariable) {
		return environmentVariable.equals(variable())
				|| (this.type.startsWith("java.util.Map") && environmentVariable.startsWith(variable() + "_"));
	}

}
