using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// The engine's local door for the command line: a Unix socket in the data directory that only its owner can open. It works
/// when the web server does not.
/// </summary>
public sealed class ControlSocket(string dataDirectory, ITradingControl trading, Func<Guid, Task<EmergencyRunState?>> leaderReports, TimeProvider time, ILogger<ControlSocket> log) : BackgroundService
{
    private const int LineMax = 16 * 1024;
    private const int NameMax = 64;
    private const int BacklogMax = 512; // those beyond it are turned away, and would take a living engine for a dead one
    private static readonly TimeSpan LeaderAnswerMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeaderLook = TimeSpan.FromMilliseconds(50);
    private const string NoResetHere = "Trading is reset by a signed-in risk officer: on the screen, or by 'ess reset' with an API key. Not through this door.";
    private static readonly TimeSpan RequestWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AcceptAgain = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var path = ControlAddress.PathIn(dataDirectory);
        try
        {
            File.Delete(path); // Left by a process that was killed; the data directory's lock says that nobody else lives.
            using var address = ControlAddress.Open(dataDirectory); // let go after the listener, which takes its name away through it
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(address.EndPoint);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen(BacklogMax);
            await AcceptAsync(listener, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            log.ControlSocketUnavailable(path, e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stopping)
    {
        var serving = new HashSet<Task>();
        while (true)
        {
            serving.RemoveWhere(t => t.IsCompleted);
            if (await TryAcceptAsync(listener, stopping) is { } peer)
            {
                serving.Add(ServeAsync(peer, stopping));
            }
        }
    }

    // One that could not be taken, for want of handles for example, must not shut the door for the others.
    private async Task<Socket?> TryAcceptAsync(Socket listener, CancellationToken stopping)
    {
        try
        {
            return await listener.AcceptAsync(stopping);
        }
        catch (SocketException e)
        {
            log.ControlPeerLost(e);
            await Task.Delay(AcceptAgain, time, stopping);
            return null;
        }
    }

    private async Task ServeAsync(Socket peer, CancellationToken stopping)
    {
        try
        {
            await using var stream = new NetworkStream(peer, ownsSocket: true);
            var line = await ReadLineWithinAsync(stream, stopping);
            var response = await AnswerAsync(line);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(response, ControlJson.Default.ControlResponse), stopping);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            log.ControlPeerLost(e);
        }
    }

    // Who says nothing is let go: each holds a handle, and those are few.
    private async Task<string> ReadLineWithinAsync(NetworkStream stream, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(RequestWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        return await ReadLineAsync(stream, either.Token);
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken stopping)
    {
        var buffer = new byte[LineMax];
        var length = 0;
        while (length < LineMax)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), stopping);
            length += read;
            if (read == 0 || buffer.AsSpan(0, length).Contains((byte)'\n'))
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<ControlResponse> AnswerAsync(string line)
    {
        try
        {
            var request = JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest) ?? throw new JsonException("nothing was sent");
            return request.Command switch
            {
                "status" => new ControlResponse(null, trading.Status),
                "activate" => await ActivateAsync(request),
                "reset" => new ControlResponse(NoResetHere, null),
                _ => new ControlResponse($"Unknown command '{request.Command}'; known are status and activate.", null),
            };
        }
        catch (JsonException e)
        {
            return new ControlResponse($"Not a request: {e.Message}", null);
        }
        catch (EngineStartingException e)
        {
            return new ControlResponse(e.Message, null, IsStarting: true);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return new ControlResponse(e.Message, null);
        }
    }

    // Whoever can open this socket may stop; the name is what the command line says of itself, and is marked so in the records.
    private async Task<ControlResponse> ActivateAsync(ControlRequest request)
    {
        var caller = Caller.OnHost(InertText.Of(request.By, NameMax) is { Length: > 0 } name ? name : "host");
        var answer = await trading.StopAsync(caller, string.IsNullOrWhiteSpace(request.Reason) ? "No reason given." : request.Reason, request.EmergencyId);
        return answer is Guarded<StopReceipt>.Refused refused
            ? new ControlResponse(refused.Refusal.Why, trading.Status)
            : await WithLeaderAsync();
    }

    /// <summary>Where another process leads, a moment for the shared policy to tell it, and for its answer.</summary>
    private async Task<ControlResponse> WithLeaderAsync()
    {
        EmergencyRunState? reports = null;
        for (var began = time.GetTimestamp(); trading.Status is { LedBy: not null } status && time.GetElapsedTime(began) < LeaderAnswerMax;)
        {
            reports = status is { IsShared: true, EmergencyId: { } id } ? await leaderReports(id) ?? reports : reports;
            if (reports is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust)
            {
                break;
            }

            await Task.Delay(LeaderLook, time);
        }

        return new ControlResponse(null, trading.Status, reports);
    }
}
