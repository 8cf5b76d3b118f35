using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>users list|add|recover</c>: for whoever may open the data directory, beside the running app or without it. A link is printed
/// once and is good once; that it was made stands in the audit trail before it is made.
/// </summary>
public static class UsersCommand
{
    private static readonly HashSet<string> Valued = ["data", "roles"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var configuration = AppConfiguration.Read();
        if (ConfigurationCheck.ProblemsOf(configuration, ConsoleOptions.Section).Concat(ConfigurationCheck.ProblemsOf(configuration, AccessOptions.Section)).FirstOrDefault() is { } problem)
        {
            return CommandLine.Fail(problem);
        }

        var directory = AppConfiguration.DataDirectory(configuration, parsed.Value("data"));
        Func<Desk, Task<int>>? work = parsed.Words switch
        {
            ["list"] => desk => desk.ListAsync(),
            ["add", var name] => desk => desk.AddAsync(name, parsed.Value("roles")),
            ["recover", var name] => desk => desk.RecoverAsync(name),
            _ => null,
        };
        return work is null ? CommandLine.Fail("users needs one of list, add NAME --roles ROLES and recover NAME.")
            : Missing(configuration, directory, mayCreate: parsed.Words[0] == "add") is { } missing ? CommandLine.Fail(missing, CommandLine.Failure)
            : await RunAsync(work, configuration, directory, parsed.Has("json"), time);
    }

    private static async Task<int> RunAsync(Func<Desk, Task<int>> work, IConfiguration configuration, string directory, bool json, TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(configuration).AddSingleton(time).AddLogging();
        services.AddIdentity(directory).AddAudit();
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no secret of the app's is read or written here
        await using var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<ConsoleDatabase>().PrepareAsync(CancellationToken.None);
            return await work(new(provider, new(directory, configuration["Web:Url"] ?? ListenRules.DefaultUrl, json), time));
        }
        catch (Exception e) when (e is ConsoleUnavailableException or ConsoleDatabaseException or AuditUnavailableException)
        {
            return CommandLine.Fail(e.Message, CommandLine.Failure);
        }
    }

    /// <summary>So that a slip in a path makes no new directory with a user in it.</summary>
    private static string? Missing(IConfiguration configuration, string directory, bool mayCreate)
    {
        var options = configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        return options.Provider == ConsoleProvider.Sqlite && !(mayCreate ? Directory.Exists(directory) : File.Exists(Path.Combine(directory, "console.db")))
            ? $"There are no users in {directory}: the app was never started on it. Start the app once, or name the right folder with --data."
            : null;
    }

    private sealed class Desk(IServiceProvider services, UsersReport report, TimeProvider time)
    {
        private readonly IUserDirectory _users = services.GetRequiredService<IUserDirectory>();

        public async Task<int> ListAsync()
        {
            report.Users(await _users.ListAsync(CancellationToken.None));
            return CommandLine.Success;
        }

        public async Task<int> AddAsync(string name, string? roleNames)
        {
            if (UserNames.Refusal(name) is { } refusal)
            {
                return CommandLine.Fail(refusal);
            }

            if (!TryParseRoles(roleNames, out var roles))
            {
                return CommandLine.Fail($"users add needs --roles with one or more of {string.Join(", ", RoleNames.Each)}, separated by commas.");
            }

            return await RecordedAsync(name, $"added with {RoleNames.Text(roles)}; one-time link issued", async () => await _users.CreateAsync(name, roles, CancellationToken.None));
        }

        public async Task<int> RecoverAsync(string name)
        {
            var user = await _users.FindByNameAsync(name, CancellationToken.None);
            return user is null ? CommandLine.Fail($"There is no user {BoundedName(name)}; 'users list' shows them.", CommandLine.Failure)
                : user.IsDisabled ? CommandLine.Fail($"{user.Name} is disabled; an Admin must enable the account first.", CommandLine.Failure)
                : await RecordedAsync(user.Name, "one-time link issued", () => Task.FromResult(new UserChange(user, null)));
        }

        private async Task<int> RecordedAsync(string name, string after, Func<Task<UserChange>> change)
        {
            var audit = services.GetRequiredService<IAuditLog>();
            var begun = new AuditEntry(services.GetRequiredService<RandomIds>().Next(), time.GetUtcNow(), $"{Environment.UserName} (command line)", "Host", "users.manage", AuditResult.Begun) { Target = name, After = after };
            await audit.AppendAsync(begun, CancellationToken.None);
            var changed = await change();
            if (changed.Refusal is { } refusal)
            {
                await audit.AppendAsync(begun with { AtUtc = time.GetUtcNow(), Result = AuditResult.Refused, Detail = refusal }, CancellationToken.None);
                return CommandLine.Fail(refusal, CommandLine.Failure);
            }

            var token = await services.GetRequiredService<IOneTimeLinks>().IssueAsync(LinkPurpose.Password, changed.User!.Id, CancellationToken.None);
            await audit.AppendAsync(begun with { AtUtc = time.GetUtcNow(), Result = AuditResult.Done }, CancellationToken.None);
            var link = await services.GetRequiredService<IOneTimeLinks>().PeekAsync(token, CancellationToken.None);
            report.Link(changed.User, token, link?.ExpiresAtUtc);
            return CommandLine.Success;
        }

        private static string BoundedName(string name) => UserNames.Refusal(name) is null ? name : "of that name";

        private static bool TryParseRoles(string? text, out Roles roles)
        {
            roles = Roles.None;
            foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!RoleNames.TryParse(name, out var role))
                {
                    return false;
                }

                roles |= role;
            }

            return roles != Roles.None;
        }
    }
}
