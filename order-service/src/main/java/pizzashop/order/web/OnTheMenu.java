package pizzashop.order.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/** The name of a pizza on the menu. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OnTheMenuValidator.class)
@interface OnTheMenu {

	String message() default "must be on the menu";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}
