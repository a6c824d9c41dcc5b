package pizzashop.order.web;

import java.util.stream.Collectors;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;
import pizzashop.order.menu.Menu;
import pizzashop.order.menu.Pizza;

/** Says what is on the menu when something else was asked for. */
class OnTheMenuValidator implements ConstraintValidator<OnTheMenu, String> {

	private final Menu menu;

	OnTheMenuValidator(Menu menu) {
		this.menu = menu;
	}

	@Override
	public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
		if (name != null && this.menu.find(name).isPresent()) {
			return true;
		}
		context.disableDefaultConstraintViolation();
		context
			.buildConstraintViolationWithTemplate(this.menu.pizzas()
				.stream()
				.map(Pizza::name)
				.collect(Collectors.joining(", ", "must be on the menu: ", "")))
			.addConstraintViolation();
		return false;
	}

}
