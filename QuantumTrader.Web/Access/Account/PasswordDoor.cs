using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>The one way to try a password: within the limits and through the queue.</summary>
internal sealed class PasswordDoor(IUserDirectory users, SignInLimits limits, HashQueue queue)
{
    private const int PasswordLengthMax = 1024; // longer ones only cost time

    public async Task<PasswordCheck> CheckAsync(string name, string password, string? address, CancellationToken stopping)
    {
        var attempt = limits.Begin(name, address);
        if (attempt.RetryAfter is { } wait)
        {
            return new PasswordCheck.TooMany(wait);
        }

        try
        {
            return password.Length > PasswordLengthMax ? Wrong(attempt) : await TryAsync(attempt, name, password, stopping);
        }
        catch (ConsoleUnavailableException e)
        {
            attempt.Dispose();
            return new PasswordCheck.Unavailable(e.Message);
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private async Task<PasswordCheck> TryAsync(SignInAttempt attempt, string name, string password, CancellationToken stopping)
    {
        var checkedUser = await queue.RunAsync(attempt.IsKnown, async () => new Found(await users.CheckPasswordAsync(name, password, stopping)), stopping);
        if (checkedUser is null)
        {
            attempt.Dispose();
            return new PasswordCheck.TooMany(SignInLimits.RetrySoon);
        }

        return checkedUser.User is { } user ? new PasswordCheck.Right(user, attempt) : Wrong(attempt);
    }

    private static PasswordCheck.Wrong Wrong(SignInAttempt attempt)
    {
        attempt.Wrong();
        return new();
    }

    private sealed record Found(UserFacts? User);
}
