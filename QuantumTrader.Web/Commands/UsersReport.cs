using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Commands;

/// <summary>What the command <c>users</c> prints.</summary>
/// <param name="directory">The data directory that was used.</param>
/// <param name="url">Where the app listens.</param>
internal sealed class UsersReport(string directory, string url, bool json)
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    public void Users(IReadOnlyList<UserFacts> users)
    {
        if (json)
        {
            Print(new { dataDirectory = directory, users = users.Select(AsJson) });
            return;
        }

        Console.WriteLine($"Users in {directory}");
        foreach (var user in users)
        {
            var state = user.IsDisabled ? "disabled" : !user.HasPassword ? "no password yet" : user.HasTotp ? "second factor" : "password only";
            var seen = user.LastSignInAtUtc is { } at ? $"last sign-in {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "never signed in";
            Console.WriteLine($"  {user.Name,-32} {RoleNames.Text(user.Roles),-30} {state}, {seen}");
        }

        if (users.Count == 0)
        {
            Console.WriteLine("  none; the app prints a setup link when it starts");
        }
    }

    public void Link(UserFacts user, string token, DateTimeOffset? expiresAtUtc)
    {
        var link = $"{url.TrimEnd('/')}/link#{token}";
        if (json)
        {
            Print(new { dataDirectory = directory, user = AsJson(user), link, token, expiresAtUtc });
            return;
        }

        Console.WriteLine($"{user.Name} ({RoleNames.Text(user.Roles)}) in {directory}");
        Console.WriteLine($"  {link}");
        Console.WriteLine($"  Open it to choose a password; good once{(expiresAtUtc is { } at ? $" until {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "")}. Earlier links of this user are void. Whoever has the link has the account.");
    }

    private static object AsJson(UserFacts user) =>
        new { id = user.Id, name = user.Name, roles = RoleNames.In(user.Roles).Select(r => r.ToString()), isDisabled = user.IsDisabled, hasPassword = user.HasPassword, hasTotp = user.HasTotp, createdAtUtc = user.CreatedAtUtc, lastSignInAtUtc = user.LastSignInAtUtc };

    private static void Print(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Web));
}
