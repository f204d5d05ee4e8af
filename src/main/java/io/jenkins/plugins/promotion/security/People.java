package io.jenkins.plugins.promotion.security;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Users of Jenkins in the words of the engine. */
public final class People {
    private People() {}

    /** Whoever makes the present request, with the groups that the realm gave them at login. */
    public static Voter current() {
        Authentication authentication = Jenkins.getAuthentication2();
        Set<String> groups = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        return new Voter(principal(authentication.getName()), groups);
    }

    /**
     * The same, with those of the named permissions that they hold on all of these.
     *
     * @param permissions as rules name them; one that does not exist is held by nobody
     * @param concerned what somebody who acts needs permissions on
     */
    public static Voter current(Collection<String> permissions, Collection<? extends AccessControlled> concerned) {
        Voter voter = current();
        Set<String> held = permissions.stream()
                .filter(name -> PermissionNames.find(name)
                        .filter(permission -> concerned.stream().allMatch(one -> one.hasPermission(permission)))
                        .isPresent())
                .collect(Collectors.toSet());
        return new Voter(voter.principal(), voter.groups(), held);
    }

    /** Whether the present request is nobody's, although people can log in: then a vote would be nobody's. */
    public static boolean isNobody() {
        return Jenkins.get().isUseSecurity() && ACL.isAnonymous2(Jenkins.getAuthentication2());
    }

    /** A user by id. */
    public static Principal principal(String id) {
        User user = User.getById(id, false);
        return new Principal(id, user == null ? null : user.getFullName());
    }

    /** Whoever started a build, also through builds upstream of it; automatic when nobody did. */
    public static Principal initiator(Run<?, ?> run) {
        String id = userId(run.getCauses());
        return id == null ? Principal.AUTOMATIC : principal(id);
    }

    /**
     * Whether whoever started a build holds a permission on all of these, as permissions are now. Where nobody did, nobody
     * holds it; without security everybody does.
     */
    public static boolean initiatorMay(
            Run<?, ?> run, Permission permission, Collection<? extends AccessControlled> concerned) {
        if (!Jenkins.get().isUseSecurity()) {
            return true;
        }
        String id = userId(run.getCauses());
        User user = id == null ? null : User.getById(id, false);
        if (user == null) {
            return false;
        }
        try {
            Authentication authentication = user.impersonate2();
            return concerned.stream().allMatch(one -> one.getACL().hasPermission2(authentication, permission));
        } catch (UsernameNotFoundException e) {
            return false; // the realm does not know them any more
        }
    }

    private static String userId(List<? extends Cause> causes) {
        for (Cause cause : causes) {
            String id = null;
            if (cause instanceof Cause.UserIdCause user) {
                id = user.getUserId();
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                id = userId(upstream.getUpstreamCauses());
            }
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
