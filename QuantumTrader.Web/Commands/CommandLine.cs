using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>The subcommands of the one executable. No argument, or only options, runs the app.</summary>
public static class CommandLine
{
    /// <summary>Done, and it worked.</summary>
    public const int Success = 0;

    /// <summary>It was tried and did not work.</summary>
    public const int Failure = 1;

    /// <summary>The request itself was wrong; nothing was tried.</summary>
    public const int Usage = 2;

    /// <summary>It works as long as the process lives, and is not saved.</summary>
    public const int NotSaved = 3;

    /// <summary>Null when the arguments ask for the app itself.</summary>
    public static Task<int>? TryRun(string[] args, TimeProvider time)
    {
        if (SecretArguments.Refusal(args) is { } refusal)
        {
            return Task.FromResult(Fail(refusal));
        }

        if (args is ["--help" or "-h" or "-?", ..])
        {
            return Task.FromResult(Help());
        }

        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            return null;
        }

        var rest = args[1..];
        return args[0] switch
        {
            "replay" => Task.FromResult(ReplayCommand.Run(rest)),
            "ess" => EssCommand.RunAsync(rest, time),
            "watchdog" => WatchdogCommand.RunAsync(rest, time),
            "events" => EventsCommand.RunAsync(rest, time),
            "redis" => RedisCommand.RunAsync(rest, time),
            "audit" => AuditCommand.RunAsync(rest, time),
            "users" => UsersCommand.RunAsync(rest, time),
            "secrets" => SecretsCommand.RunAsync(rest, time),
            "help" => Task.FromResult(Help()),
            _ => Task.FromResult(Fail($"Unknown command '{args[0]}'; known are replay, ess, watchdog, events, redis, audit, users, secrets and help. Without a command the app runs.")),
        };
    }

    /// <summary>One line on the error stream.</summary>
    public static int Fail(string error, int code = Usage)
    {
        Console.Error.WriteLine(error.ReplaceLineEndings(" "));
        return code;
    }

    private static int Help()
    {
        Console.WriteLine("""
            QuantumTrader
              (no command)            run the engine and the control center; --fresh moves the data directory aside first,
                                      but for users and keys; --fresh-users those too
              replay FILE             run the engine on a kline file, or on what the app recorded: the folder 'market' of a data directory
                --symbol S --from D --to D --warm-up BARS --policy current|default --seed N --after-stop end|rearm --out DIR --json
              ess status              is trading stopped, and how far is the stop
              ess activate            stop: cancel, close, prove flat      --reason R; exit 3: stopped, but not saved
              ess verify RUN          check a stop certificate against journal and audit; exit 0 sound, 1 different, 2 unusable
              ess preview             what a stop would cancel and close now, and about what it would cost
              ess drill               try the whole stop on a paper copy of the account; exit 1: it did not go well
                both by the app: --url URL; the API key in QUANTUMTRADER_API_KEY, with trading:read and ess:activate
              ess reset               allow trading again                  --reason R --peak rebase --confirm RESET
                --peak keep --drawdown-limit 0.12 measures from the old peak
              ess annul RUN           the stop was a false trip            --evidence E --reason R
                both by the app: --url URL --code TOTP; the API key in QUANTUMTRADER_API_KEY
              watchdog                stop the account when the engine falls silent   --silence SECONDS
              events verify           check the journal; exit 0 sound, 1 damaged, 2 unusable
              events tail             print the journal's last events      --count N --follow
              redis status            does the shared store answer, is it ours, does it lose nothing; changes nothing
              redis claim             take a database that was emptied or moved; the app must be ended   --account NAME, --new-policy
              audit verify            check the audit trail and its anchors in the journal; exit 0 sound, 1 broken, 2 unusable
              audit export            all of it as lines of JSON           --out FILE
              users list              who may sign in, with which roles
              users add NAME          a new user; prints a one-time link     --roles Operator,Risk
              users recover NAME      a one-time link for who lost password or second factor; leaves an audit record
              secrets set             the venue's API key and secret into an encrypted file: typed unseen, or two lines on standard input
              secrets show            since when there is one, the last four characters of the API key, and whether a start takes it
              secrets remove          delete it; leaves an audit record, as set does
            Every command takes --json and, but for ess preview, drill, reset and annul, --data DIR. Exit code 0 means that it was done; for ess activate with the app running, that
            the stop is on: ess status tells when the account is flat.
            """);
        return Success;
    }
}
