package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.security.PermissionNames;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Forms of definitions that name people. */
public abstract class PeopleDescriptor<T extends PeopleDefinition & Describable<T>> extends Descriptor<T> {
    /** Who may when nobody is named, for people. */
    abstract String anyone();

    @Override
    public T newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
        NameList.spread(form, "users", "groups");
        return super.newInstance(req, form);
    }

    /** Warns of users that the security realm does not know. */
    @POST
    public FormValidation doCheckUsers(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String groups,
            @QueryParameter String permission) {
        FormAccess.check(item);
        List<String> named = NameList.parse(value);
        if (named.isEmpty() && NameList.parse(groups).isEmpty() && Util.fixEmptyAndTrim(permission) == null) {
            return FormValidation.ok(anyone());
        }
        return checked("users", named, RealmNames::isUnknownUser, Messages::PeopleDefinition_unknownUsers);
    }

    /** Warns of groups that the security realm does not know. */
    @POST
    public FormValidation doCheckGroups(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return checked(
                "groups", NameList.parse(value), RealmNames::isUnknownGroup, Messages::PeopleDefinition_unknownGroups);
    }

    /** Refuses what is no permission. */
    @POST
    public FormValidation doCheckPermission(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return FieldCheck.of(() -> PeopleDefinition.checkPermission(Util.fixEmptyAndTrim(value)));
    }

    /** The permissions that there are. */
    @POST
    public ComboBoxModel doFillPermissionItems(@AncestorInPath Item item) {
        FormAccess.check(item);
        ComboBoxModel names = new ComboBoxModel();
        Permission.getAll().stream()
                .filter(Permission::getEnabled)
                .map(permission -> permission.group.getId() + "/" + permission.name)
                .filter(name -> PermissionNames.find(name).isPresent())
                .distinct()
                .sorted()
                .forEach(names::add);
        return names;
    }

    private static FormValidation checked(
            String field, List<String> named, Predicate<String> isUnknown, Function<Object, String> warning) {
        return FieldCheck.answer(() -> {
            PeopleDefinition.checkNames(field, named);
            List<String> unknown = named.stream().filter(isUnknown).toList();
            return unknown.isEmpty()
                    ? FormValidation.ok()
                    : FormValidation.warning(warning.apply(String.join(", ", unknown)));
        });
    }
}
