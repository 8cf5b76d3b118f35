namespace QuantumTrader.Domain.Identity;

/// <summary>The roles one by one, and as text.</summary>
public static class RoleNames
{
    /// <summary>Every single role, from the weakest.</summary>
    public static IReadOnlyList<Roles> Each { get; } = [Roles.Viewer, Roles.Operator, Roles.Risk, Roles.Admin];

    public const Roles All = Roles.Viewer | Roles.Operator | Roles.Risk | Roles.Admin;

    /// <summary>The single roles in a set.</summary>
    public static IEnumerable<Roles> In(Roles roles) => Each.Where(role => (roles & role) != 0);

    /// <summary>Such as <c>Operator, Risk</c>; <c>none</c> for the empty set.</summary>
    public static string Text(Roles roles) => roles == Roles.None ? "none" : string.Join(", ", In(roles));

    /// <summary>One name of one role, whatever its case. Numbers and combinations are not names.</summary>
    public static bool TryParse(string? name, out Roles role)
    {
        role = Each.FirstOrDefault(r => string.Equals(r.ToString(), name, StringComparison.OrdinalIgnoreCase));
        return role != Roles.None;
    }
}
