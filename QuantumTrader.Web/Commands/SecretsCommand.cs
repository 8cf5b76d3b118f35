using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>secrets set|show|remove</c>: the venue's API key in the data directory, encrypted, for whoever may open that directory. The key
/// itself is never an argument and never printed; that it was set or removed stands in the audit trail.
/// </summary>
public static class SecretsCommand
{
    private const string Needed = "secrets needs one of set, show and remove, with no more than --data DIR and --json.";

    private const string NoArgument =
        "secrets set takes no key as an argument, because arguments stand in the list of processes and in the shell's history: run it with no more than --data DIR and --json, "
        + "and type key and secret when asked, or give them as two lines on standard input. A key that was given as an argument is known to others: make a new one at the venue.";

    private static readonly HashSet<string> Valued = ["data"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        // What is wrong with the arguments is never repeated: it may be a key.
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out _) || parsed.Words.Count != 1)
        {
            return CommandLine.Fail(args is ["set", ..] ? NoArgument : Needed);
        }

        var configuration = AppConfiguration.Read();
        if (Problem(configuration) is { } problem)
        {
            return CommandLine.Fail(problem);
        }

        var desk = new Desk(configuration, AppConfiguration.DataDirectory(configuration, parsed.Value("data")), parsed.Has("json"), time);
        try
        {
            return parsed.Words[0] switch
            {
                "set" => await desk.SetAsync(),
                "show" => desk.Show(),
                "remove" => await desk.RemoveAsync(),
                _ => CommandLine.Fail(Needed),
            };
        }
        catch (Exception e) when (e is ConsoleUnavailableException or ConsoleDatabaseException or AuditUnavailableException or CryptographicException)
        {
            return CommandLine.Fail($"Nothing was changed: {e.Message}", CommandLine.Failure);
        }
    }

    private static string? Problem(IConfiguration configuration) => ConfigurationCheck.ProblemsOf(configuration, ConsoleOptions.Section)
        .Concat(ConfigurationCheck.ProblemsOf(configuration, AccessOptions.Section))
        .Concat(new[] { CookieKeys.Problem(configuration) }.OfType<string>())
        .FirstOrDefault();

    private sealed class Desk(IConfiguration configuration, string directory, bool json, TimeProvider time)
    {
        private readonly string _path = Path.Combine(directory, SecretStore.FileName);

        public async Task<int> SetAsync()
        {
            if (SecretInput.Read(out var problem) is not var (key, secret))
            {
                return CommandLine.Fail(problem!);
            }

            using (key)
            using (secret)
            {
                OwnFolder.Create(directory);
                await using var trail = await HostTrail.OpenAsync(configuration, directory, time);
                await trail.RecordedAsync("venue.keys", "set", () => VenueKeyFile.With(configuration, directory, mayMakeKeys: true, store => Saved(store, key, secret)));
            }

            return Show(isNew: true);
        }

        public int Show(bool isNew = false)
        {
            SecretFacts? facts = null;
            if (VenueKeyFile.Read(configuration, directory, store => (facts = store.Look(out var problem)) is null ? problem : null) is { } problem)
            {
                return CommandLine.Fail(problem, CommandLine.Failure);
            }

            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(new { file = _path, keyEnd = facts!.KeyEnd, sinceUtc = facts.SinceUtc, startTakes = KeySource.Of(configuration).Name }, JsonSerializerOptions.Web));
                return CommandLine.Success;
            }

            Console.WriteLine($"{_path}: API key ending in {facts!.KeyEnd}, since {facts.SinceUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
            if (isNew)
            {
                Advise();
            }

            Console.WriteLine($"  {KeySource.Of(configuration).Words}");

            return CommandLine.Success;
        }

        public async Task<int> RemoveAsync()
        {
            if (!File.Exists(_path))
            {
                return CommandLine.Fail($"{_path} is not there; nothing was removed.", CommandLine.Failure);
            }

            await using var trail = await HostTrail.OpenAsync(configuration, directory, time);
            await trail.RecordedAsync("venue.keys", "removed", () => VenueKeyFile.With(configuration, directory, mayMakeKeys: false, store => store.Remove()));
            Console.WriteLine(json ? JsonSerializer.Serialize(new { file = _path, removed = true }, JsonSerializerOptions.Web) : $"{_path} is deleted. An app that runs keeps its key until it ends; withdraw the key at the venue if it is no longer meant to work.");
            return CommandLine.Success;
        }

        private bool Saved(SecretStore store, Secret key, Secret secret)
        {
            store.Save(key, secret, time.GetUtcNow());
            return true;
        }

        private void Advise()
        {
            Console.WriteLine("  The app uses it from its next start on, with Binance:UseSecretFile true and no key in the configuration.");
            if (CookieKeys.ArePlain(configuration))
            {
                Console.WriteLine($"  The keys in {Path.Combine(directory, CookieKeys.Folder)} that decrypt it are not encrypted themselves: whoever copies the whole directory has the API key. Web:KeyCertificate encrypts them.");
            }
        }
    }
}
