using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The local door stays open for the one who wants to stop, whatever others do with it.</summary>
public sealed class ControlSocketTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TempFolder _data = new();
    private readonly Trading _trading = new();
    private readonly ControlSocket _socket;

    public ControlSocketTests() => _socket = new ControlSocket(_data.Path, _trading, _ => Task.FromResult<EmergencyRunState?>(null), TimeProvider.System, NullLogger<ControlSocket>.Instance);

    public async Task InitializeAsync()
    {
        await _socket.StartAsync(CancellationToken.None);
        await Poll.UntilAsync(() => File.Exists(ControlAddress.PathIn(_data.Path)), Limit, "the socket is there");
    }

    public async Task DisposeAsync()
    {
        await _socket.StopAsync(CancellationToken.None);
        Dispose();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Activate_BesidePeersThatSayNothingOrJunk_IsAnswered()
    {
        var peers = new List<Socket>();
        foreach (var said in new byte[]?[] { null, [0xFF, 0xFE, (byte)'\n'], new byte[64 * 1024], "{\"command\":\"act"u8.ToArray(), "[[[[[[\n"u8.ToArray(), "null\n"u8.ToArray(), "{\"command\":null}\n"u8.ToArray() })
        {
            for (var i = 0; i < 10; i++)
            {
                peers.Add(await ConnectAsync(said));
            }
        }

        var answer = await ControlClient.AskAsync(_data.Path, new ControlRequest("activate", "me", "why"), TimeProvider.System);

        Assert.Null(answer!.Error);
        Assert.Equal(["why"], _trading.Reasons);
        peers.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task Peer_ThatSaysNothing_IsLetGo()
    {
        using var peer = await ConnectAsync("{"u8.ToArray());
        var read = peer.ReceiveAsync(new byte[1]).WaitAsync(Limit, TimeProvider.System, CancellationToken.None);

        Assert.Equal(0, await read);
    }

    [Fact]
    public async Task Command_WithoutOne_IsRefusedInWords()
    {
        using var peer = await ConnectAsync("{\"command\":null}\n"u8.ToArray());
        var bytes = new byte[4096];
        var length = await peer.ReceiveAsync(bytes).WaitAsync(Limit, TimeProvider.System, CancellationToken.None);

        Assert.Contains("error", System.Text.Encoding.UTF8.GetString(bytes, 0, length), StringComparison.Ordinal);
        Assert.Empty(_trading.Reasons);
    }

    [Fact]
    public async Task Directory_WhosePathIsTooLongForASocket_HasItInsideAllTheSame()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere there is no way to it, and the log says so
        }

        var directory = _data[new string('x', 120)];
        Directory.CreateDirectory(directory);
        using var socket = new ControlSocket(directory, _trading, _ => Task.FromResult<EmergencyRunState?>(null), TimeProvider.System, NullLogger<ControlSocket>.Instance);
        await socket.StartAsync(CancellationToken.None);
        var path = Path.Combine(directory, "control.sock");
        await Poll.UntilAsync(() => File.Exists(path), Limit, "the socket is in the directory");

        var answer = await ControlClient.AskAsync(directory, new ControlRequest("activate", "me", "far away"), TimeProvider.System);

        Assert.Null(answer!.Error);
        Assert.Equal(["far away"], _trading.Reasons);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        await socket.StopAsync(CancellationToken.None);
        Assert.Empty(Directory.GetFileSystemEntries(directory));
    }

    [Theory]
    [InlineData("an\nna\u001b[2J", "an\\u000Ana\\u001B[2J")]
    [InlineData("", "host")]
    public async Task Name_OfAnyKind_ComesToTheEngineAsOneHarmlessLine(string given, string kept)
    {
        await ControlClient.AskAsync(_data.Path, new ControlRequest("activate", given, " \r\n "), TimeProvider.System);
        await ControlClient.AskAsync(_data.Path, new ControlRequest("activate", new string('n', 5_000), "why"), TimeProvider.System);

        Assert.Equal(kept, _trading.Names[0]);
        Assert.Equal((64, '…'), (_trading.Names[1].Length, _trading.Names[1][^1]));
        Assert.Equal(["No reason given.", "why"], _trading.Reasons);
    }

    [Fact]
    public async Task Engine_ThatHasNotStarted_SaysSo()
    {
        _trading.Failure = new EngineStartingException();
        Assert.True((await ControlClient.AskAsync(_data.Path, new ControlRequest("activate", "me", "why"), TimeProvider.System)) is { IsStarting: true, Error: not null });

        _trading.Failure = new InvalidOperationException("broken");
        Assert.True((await ControlClient.AskAsync(_data.Path, new ControlRequest("activate", "me", "why"), TimeProvider.System)) is { IsStarting: false, Error: "broken" });
    }

    private async Task<Socket> ConnectAsync(byte[]? said)
    {
        var peer = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await peer.ConnectAsync(new UnixDomainSocketEndPoint(ControlAddress.PathIn(_data.Path)));
        if (said is not null)
        {
            try
            {
                await peer.SendAsync(said);
            }
            catch (SocketException)
            {
                // It was told that this is too much.
            }
        }

        return peer;
    }

    private sealed class Trading : ITradingControl
    {
        public List<string?> Reasons { get; } = [];

        public List<string> Names { get; } = [];

        public Exception? Failure { get; set; }

        public EmergencyStatus Status => EmergencyStatus.NotStopped;

        public Task<Guarded<StopReceipt>> StopAsync(Caller caller, string? reason, Guid? emergencyId = null)
        {
            if (Failure is { } failure)
            {
                return Task.FromException<Guarded<StopReceipt>>(failure);
            }

            lock (Reasons)
            {
                Reasons.Add(reason);
                Names.Add(caller.Name);
            }

            return Task.FromResult<Guarded<StopReceipt>>(new Guarded<StopReceipt>.Done(new StopReceipt(Guid.Empty, false, EmergencyRunState.Latched)));
        }

        public Task<Guarded<ResetReceipt>> ResetAsync(Caller caller, ResetCommand command, CancellationToken stopping) => throw new NotSupportedException();
    }
}
